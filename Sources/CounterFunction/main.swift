import AWSSigning
