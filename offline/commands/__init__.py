"""One file a command of the contract."""
