package io.xiangyin.core;

class InMemoryEventStoreTest extends EventStoreContract {
    @Override
    protected EventStore open() {
        return new InMemoryEventStore(clock);
    }
}
