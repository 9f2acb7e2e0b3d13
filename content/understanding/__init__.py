"""Words to intents and slots; questions to answers."""
