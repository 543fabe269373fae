"""What is made from the checked core: checkers, maps, schemas; and the command line that drives them."""
