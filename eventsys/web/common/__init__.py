"""What all pages share: guards, languages, forms, headers, limits, errors."""
