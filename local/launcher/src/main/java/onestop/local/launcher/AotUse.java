package onestop.local.launcher;

import java.util.List;

/** What a run does with AOT caches. */
enum AotUse {
    /** Starts from the cache that fits, if one has been trained. */
    WHEN_THERE {
        @Override
        List<String> options(AotCache cache) {
            return cache.trained() ? cache.useOptions() : List.of();
        }
    },
    /** Writes a draft of the cache when the process ends. */
    RECORD {
        @Override
        List<String> options(AotCache cache) {
            return cache.recordOptions();
        }
    },
    NONE {
        @Override
        List<String> options(AotCache cache) {
            return List.of();
        }
    };

    abstract List<String> options(AotCache cache);
}
