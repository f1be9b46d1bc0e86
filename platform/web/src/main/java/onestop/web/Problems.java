package onestop.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem documents (RFC 9457) in the caller's language. {@code type} is {@code /problems/<slug>} and is what programs
 * rely on; title and detail are for people and come from {@code problems.properties} (English) and
 * {@code problems_zh.properties} of the service: {@code <slug>.title} and {@code <slug>.detail}, with {@code {0}} where
 * an argument goes. Apart from these numbered places the texts are taken as they are; quotes need no doubling.
 */
public class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final JsonMapper json;
    private final Languages languages;
    private final ResourceBundleMessageSource texts;

    Problems(JsonMapper json, Languages languages) {
        this.json = json;
        this.languages = languages;
        texts = new ResourceBundleMessageSource();
        texts.setBasenames("problems", "onestop-problems");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
    }

    public ProblemDetail of(HttpStatus status, String slug, Object... args) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("/problems/" + slug));
        var title = text(slug + ".title", args);
        if (title == null) {
            log.error("No text {}.title in problems.properties", slug);
            title = status.getReasonPhrase();
        }
        problem.setTitle(title);
        problem.setDetail(text(slug + ".detail", args));
        problem.setProperty("traceId", TraceFilter.currentId());
        return problem;
    }

    public ResponseEntity<ProblemDetail> reply(HttpStatus status, String slug, Object... args) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(of(status, slug, args));
    }

    /** 400 {@code /problems/invalid-request}, naming each bad field. */
    public ProblemDetail invalid(List<FieldProblem> errors) {
        var problem = of(HttpStatus.BAD_REQUEST, "invalid-request", errors.size());
        problem.setProperty("errors", errors);
        return problem;
    }

    /** The entry for a field that breaks the rule {@code code}; see {@link InvalidFieldException} for the text. */
    public FieldProblem field(String field, String code, Object... args) {
        for (var key : List.of("field." + code, code, code + ".detail")) {
            var message = text(key, args);
            if (message != null) {
                return new FieldProblem(field, code, message);
            }
        }
        log.error("No text field.{} in problems.properties", code);
        return new FieldProblem(field, code, code);
    }

    /** Writes a problem where there is no handler to return it from, such as a filter. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** A text in the caller's language, from the service or the platform; null if neither has it. */
    private @Nullable String text(String key, Object... args) {
        var text = texts.getMessage(key, null, null, language());
        return text == null ? null : fill(text, args);
    }

    private Locale language() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
                ? languages.of(current.getRequest())
                : Locale.ENGLISH;
    }

    // MessageFormat would print the year 2026 as 2,026 and swallow apostrophes.
    private static String fill(String text, Object... args) {
        return PLACE.matcher(text).replaceAll(place -> {
            int number = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(number < args.length ? readable(args[number]) : place.group());
        });
    }

    private static String readable(Object arg) {
        return switch (arg) {
            case Instant instant -> MINUTE.format(instant.atZone(ZONE));
            case OffsetDateTime time -> MINUTE.format(time.atZoneSameInstant(ZONE));
            case Collection<?> many -> many.stream().map(Problems::readable).collect(Collectors.joining(", "));
            default -> arg.toString();
        };
    }
}
