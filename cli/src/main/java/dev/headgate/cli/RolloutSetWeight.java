package dev.headgate.cli;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.Weight;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code headgate rollout set-weight}. */
@Command(
        name = "set-weight",
        description = {
            "Sets the canary's weight by hand, up to that of the stage in force.",
            "The reason is part of the record; \"abort\" takes all traffic away."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is being set", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout set-weight 7%% --service checkout --reason \"less load\" \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutSetWeight implements Callable<Integer> {
    @Mixin
    private RolloutOptions rollout;

    @Parameters(paramLabel = "WEIGHT", converter = WeightConverter.class, description = "The weight, as 7%%.")
    private Weight weight = Weight.NONE;

    @Override
    public Integer call() throws InterruptedException {
        rollout.requireReason();
        return rollout.send(
                header -> new SetWeight(header, weight),
                EnumSet.of(DecisionKind.PROMOTE, DecisionKind.STEP_BACK, DecisionKind.HOLD));
    }

    /** Reads a weight. */
    static final class WeightConverter implements ITypeConverter<Weight> {
        private static final Pattern WEIGHT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)%");

        @Override
        public Weight convert(String word) {
            Matcher matcher = WEIGHT.matcher(word);
            double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
            if (!(percent > 0 && percent <= 100)) {
                throw new TypeConversionException(
                        "expected a share above 0% and up to 100%, as 7%, found '" + word + "'");
            }
            return new Weight(percent);
        }
    }
}
