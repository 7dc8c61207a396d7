"""What every package stands on: database, clock, codes, audit, outbox, settings, languages."""
