package dev.headgate.documents;

import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.WeeklyHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a policy's calendar. */
final class CalendarReader {

    static final List<String> KNOWN = List.of("allow", "onWindowClose");
    static final List<String> RESPONSES = List.of("hold", "rollback", "step back", "notify", "ask");

    private final Values values;
    private final Problems problems;

    CalendarReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    Optional<Calendar> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`calendar`", KNOWN, values, problems);
        Optional<List<WeeklyHours>> allow = fields.required("allow", HoursParts.EXAMPLE, this::allow);
        Response onClose = fields.optional("onWindowClose", this::onClose).orElse(Response.HOLD);
        return allow.map(hours -> new Calendar(hours, onClose));
    }

    private List<WeeklyHours> allow(Node node) throws Refusal {
        List<WeeklyHours> hours = new ArrayList<>();
        for (Node item : values.oneOrMore(node, "`allow`")) {
            problems.attempt(() -> HoursParts.read(values.text(item, HoursParts.EXAMPLE)))
                    .ifPresent(hours::add);
        }
        return hours;
    }

    private Response onClose(Node node) throws Refusal {
        return Responses.whole(node, RESPONSES, values);
    }
}
