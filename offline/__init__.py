"""The hands-free companion for a laptop: microphone, ears, core, mouth, loudspeaker."""
