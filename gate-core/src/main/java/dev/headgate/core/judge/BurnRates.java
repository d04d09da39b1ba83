package dev.headgate.core.judge;

import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Burn;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds whether an error budget is used up too fast: over the window, which must hold the line's minimum of requests or
 * failures that cannot be chance, and over the shorter one, which must hold any. Windows that are longer than the canary
 * has carried traffic hold what there is.
 */
final class BurnRates {

    private final BurnWindows windows;
    private final ServiceTelemetry telemetry;
    private final UndecidedCause silence;

    /** @param silence why there may be no request */
    BurnRates(BurnWindows windows, ServiceTelemetry telemetry, UndecidedCause silence) {
        this.windows = windows;
        this.telemetry = telemetry;
        this.silence = silence;
    }

    /** @param blank a finding about the line with nothing found yet */
    Finding finding(Finding blank) {
        WindowFigures figures = telemetry.window(windows.over());
        Optional<WindowFigures> shorter = windows.andOver().map(telemetry::window);
        Burn burn = new Burn(
                windows.claim().objective(),
                window(windows.over(), figures),
                windows.andOver().flatMap(spec -> shorter.map(seen -> window(spec, seen))));
        Finding found = new Finding(
                blank.line(),
                Condition.UNDECIDED,
                UndecidedCause.NONE,
                burn.over().rate(),
                from(windows.over(), figures),
                figures.toSecond(),
                figures.requests(),
                figures.errors(),
                false,
                blank.minRequests(),
                Optional.of(windows.shown()),
                Optional.empty(),
                Optional.of(burn));
        return decided(found, burn);
    }

    private Finding decided(Finding found, Burn burn) {
        Claim.BurnRate claim = windows.claim();
        if (found.requests() == 0) {
            return found.undecided(silence);
        }
        boolean tail = found.requests() < found.minRequests();
        if (tail && !BinomialTail.decisive(found.errors(), found.requests(), claim.errorRate())) {
            return found.undecided(UndecidedCause.TOO_FEW_REQUESTS);
        }
        if (!burns(burn.over(), claim)) {
            return found.decided(false, tail);
        }
        if (burn.andOver().filter(shorter -> shorter.requests() == 0).isPresent()) {
            return found.undecided(silence);
        }
        return found.decided(
                burn.andOver().map(shorter -> burns(shorter, claim)).orElse(true), tail);
    }

    private static boolean burns(Burn.Window window, Claim.BurnRate claim) {
        return window.rate().orElse(0) > claim.factor();
    }

    private Burn.Window window(WindowSpec spec, WindowFigures figures) {
        long seconds = Math.max(1, figures.toSecond() - from(spec, figures) - 1);
        OptionalDouble rate = figures.errorRate();
        return new Burn.Window(
                Duration.ofSeconds(Math.min(seconds, spec.lengthSeconds())),
                figures.requests(),
                figures.errors(),
                rate.isPresent()
                        ? OptionalDouble.of(rate.getAsDouble() / windows.claim().budget())
                        : rate);
    }

    private static long from(WindowSpec spec, WindowFigures figures) {
        return Math.min(Math.max(figures.fromSecond(), spec.clipSecond()), figures.toSecond());
    }
}
