package onestop.appeal.commands;

import java.util.function.Function;
import onestop.appeal.commands.Decision.Declined;
import onestop.appeal.commands.Decision.Done;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Turns decisions into answers. */
@Component
public class Answers {
    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    public <T> ResponseEntity<?> of(Decision<T> decision, Function<T, ? extends ResponseEntity<?>> done) {
        return switch (decision) {
            case Done<T>(var next) -> done.apply(next);
            case Declined<T>(var why) -> refuse(why);
        };
    }

    public ResponseEntity<?> refuse(Refusal why) {
        return problems.reply(
                HttpStatus.valueOf(why.status()), why.slug(), why.args().toArray());
    }
}
