"""What is cheap before what is dear: which parts of a text can tell of a move at all, found without any model."""
