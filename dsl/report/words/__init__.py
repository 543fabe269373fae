"""Every fixed phrase that people read, in English, Portuguese and Chinese side by side, a file a place of use."""
