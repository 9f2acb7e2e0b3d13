"""The Alexa skill: signed requests in, speech out."""
