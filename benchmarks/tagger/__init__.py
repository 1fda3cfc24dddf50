"""How the weights of data/tagger.npz were made: what they learn from, and the training."""
