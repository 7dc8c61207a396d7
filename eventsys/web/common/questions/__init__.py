"""An event's own questions in forms and in words, for citizens, organisers and programs."""
