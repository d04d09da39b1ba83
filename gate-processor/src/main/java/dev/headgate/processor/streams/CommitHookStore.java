package dev.headgate.processor.streams;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link CommitHook} inside every commit of a task, before the input offsets are added to the transaction.
 *
 * <p>Streams has no public call for this: {@code StateStore.commit} is not called on the commit path under
 * exactly_once_v2, so a store that emits there loses data. What is called is {@code flushCache} of stores that
 * implement the internal {@link CachedStateStore}. This class is the only one that knows of Streams' internals
 * (checked against 4.3.1; the Kafka version is pinned); the rules for hooks stand in
 * docs/decisions/0002-commit-hook.md.
 *
 * <p>The store holds nothing: not persistent, no changelog. Not thread safe: one task, one stream thread.
 */
public final class CommitHookStore implements StateStore, CachedStateStore<Object, Object> {

    private final String name;
    private boolean open;
    private @Nullable Binding binding;

    private record Binding(InternalProcessorContext<?, ?> context, ProcessorNode<?, ?, ?, ?> node, CommitHook hook) {}

    private CommitHookStore(String name) {
        this.name = name;
    }

    /**
     * A builder to add to a topology next to the processor that binds the hook.
     *
     * @param name unique within the topology
     */
    public static StoreBuilder<CommitHookStore> builder(String name) {
        return new Builder(name);
    }

    /**
     * Lets {@code hook} run at each commit and forward as the processor that calls this.
     *
     * @param context the context given to {@code Processor.init}, from where this is called
     */
    public void bind(ProcessorContext<?, ?> context, CommitHook hook) {
        var internal = (InternalProcessorContext<?, ?>) context;
        binding = new Binding(internal, internal.currentNode(), hook);
    }

    @Override
    public void flushCache() {
        if (binding == null) {
            return;
        }
        InternalProcessorContext<?, ?> context = binding.context();
        ProcessorNode<?, ?, ?, ?> node = context.currentNode();
        ProcessorRecordContext recordContext = context.recordContext();
        long now = context.currentSystemTimeMs();
        try {
            context.setCurrentNode(binding.node());
            // Otherwise the time stamp and headers of whatever record came last would go into the changelog.
            context.setRecordContext(new ProcessorRecordContext(now, -1L, -1, null, new RecordHeaders()));
            binding.hook().onCommit();
        } finally {
            context.setRecordContext(recordContext);
            context.setCurrentNode(node);
        }
    }

    @Override
    public void clearCache() {
        discard();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        discard();
        binding = null;
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        discard();
        open = false;
    }

    private void discard() {
        if (binding != null) {
            binding.hook().discard();
        }
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private record Builder(String name) implements StoreBuilder<CommitHookStore> {

        @Override
        public CommitHookStore build() {
            return new CommitHookStore(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public StoreBuilder<CommitHookStore> withCachingEnabled() {
            throw unsupported("caching");
        }

        @Override
        public StoreBuilder<CommitHookStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHookStore> withLoggingEnabled(Map<String, String> config) {
            throw unsupported("a changelog");
        }

        @Override
        public StoreBuilder<CommitHookStore> withLoggingDisabled() {
            return this;
        }

        private static UnsupportedOperationException unsupported(String what) {
            return new UnsupportedOperationException("A commit hook holds nothing, it cannot have " + what);
        }
    }
}
