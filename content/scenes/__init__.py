"""One file a scene: what each kind of turn gets."""
