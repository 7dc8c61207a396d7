"""The figures of up to ten years side by side."""
