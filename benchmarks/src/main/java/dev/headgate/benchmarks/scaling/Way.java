package dev.headgate.benchmarks.scaling;

/** In which form telemetry comes. */
enum Way {
    EVENTS("raw events") {
        @Override
        double records(Figures figures) {
            return figures.of("requests");
        }

        @Override
        double bytes(Figures figures) {
            return figures.of("requests") * figures.of("log.events.bytes");
        }

        @Override
        double coresOfCombine(Figures figures) {
            return figures.of("requests") * figures.of("gate.events.cpu") / 1e6;
        }
    },
    BATCHES("batches of 20") {
        @Override
        double records(Figures figures) {
            return figures.of("requests") / 20;
        }

        @Override
        double bytes(Figures figures) {
            return figures.of("requests") * figures.of("log.batches.bytes");
        }

        @Override
        double coresOfCombine(Figures figures) {
            return figures.of("requests") * figures.of("gate.batches.cpu") / 1e6;
        }
    },
    SUMMARIES("summaries") {
        @Override
        double records(Figures figures) {
            return figures.of("services") * figures.of("applications");
        }

        @Override
        double bytes(Figures figures) {
            return parts(figures) * figures.of("log.summaries.bytes") * figures.of("measured.part.requests");
        }

        @Override
        double coresOfCombine(Figures figures) {
            return parts(figures) * figures.of("gate.summaries.cpu") * figures.of("measured.part.requests") / 1e6;
        }
    };

    private final String words;

    Way(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Records a second. */
    abstract double records(Figures figures);

    /** Bytes a second, packed. */
    abstract double bytes(Figures figures);

    /** Cores that the gate keeps busy with what comes in. */
    abstract double coresOfCombine(Figures figures);

    /** Operations' parts of summaries, a second: what a summary costs depends on these, hardly on the requests. */
    static double parts(Figures figures) {
        return figures.of("services") * figures.of("applications") * figures.of("operations");
    }
}
