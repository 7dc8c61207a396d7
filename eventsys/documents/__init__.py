"""Tickets on paper and screen: QR codes and PDFs."""
