"""Where the language meets the disk: files of rules, and what is kept between runs."""
