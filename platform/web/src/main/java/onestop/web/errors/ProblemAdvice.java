package onestop.web.errors;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import onestop.web.FieldProblem;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Answers every exception with a problem document. What the caller did wrong is named field by field and not logged;
 * what broke on our side is logged once and not told.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final Problems problems;
    private final UnreadableBody unreadableBody;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
        this.unreadableBody = new UnreadableBody(problems);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> ended(ProblemException e, WebRequest request) {
        var headers = new HttpHeaders();
        if (e.status() == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"onestop\"");
        }
        return answer(e, problems.of(e.status(), e.slug(), e.args()), headers, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> invalidField(InvalidFieldException e, WebRequest request) {
        return invalid(e, List.of(problems.field(e.field(), e.code(), e.args())), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> overtaken(OptimisticLockingFailureException e, WebRequest request) {
        return answer(e, problems.of(HttpStatus.CONFLICT, "changed-meanwhile"), new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> broken(Exception e, WebRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            log.debug("The caller of {} went away", route(request));
            return null;
        }
        if (BrokenDatabase.refusedACharacter(e)) {
            return invalid(e, List.of(problems.field("request", "character")), request);
        }
        if (BrokenDatabase.refusedAsOutOfRange(e)) {
            log.warn("{} let a value through that the database cannot keep", route(request));
            return invalid(e, List.of(problems.field("request", "out-of-range")), request);
        }
        if (BrokenDatabase.willRecover(e)) {
            log.error("{} answered 503: {}", route(request), rootOf(e).toString());
            return answer(
                    e,
                    problems.of(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable"),
                    new HttpHeaders(),
                    request);
        }
        log.error("{} answered 500", route(request), e);
        return answer(e, problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error"), new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var interrupted = UnreadableBody.interrupted(e);
        return interrupted == null
                ? answer(e, unreadableBody.explain(e), headers, request)
                : ended(interrupted, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(
                e,
                e.getBindingResult().getAllErrors().stream()
                        .map(error -> entry("", error))
                        .toList(),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.isForReturnValue()) {
            return broken(e, request);
        }
        List<FieldProblem> errors = new ArrayList<>();
        for (var result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                var prefix = placeOf(body);
                body.getAllErrors().forEach(error -> errors.add(entry(prefix, error)));
            } else {
                result.getResolvableErrors().forEach(error -> errors.add(entry(nameOf(result), error)));
            }
        }
        e.getCrossParameterValidationResults().forEach(error -> errors.add(entry("request", error)));
        return invalid(e, errors, request);
    }

    private static FieldProblem entry(String place, ObjectError error) {
        var field = error instanceof FieldError named ? named.getField() : "";
        var path = place.isEmpty() || field.isEmpty() ? place + field : place + "." + field;
        return entry(path.isEmpty() ? "body" : path, (MessageSourceResolvable) error);
    }

    /** Where in the body an item of a list or map stands; empty for the body itself. */
    private static String placeOf(ParameterErrors item) {
        if (item.getContainerIndex() != null) {
            return "[" + item.getContainerIndex() + "]";
        }
        return item.getContainerKey() == null ? "" : item.getContainerKey().toString();
    }

    private static FieldProblem entry(String field, MessageSourceResolvable error) {
        var codes = error.getCodes();
        var rule = codes == null || codes.length == 0 ? "invalid" : codes[codes.length - 1];
        return new FieldProblem(field, words(rule), Objects.requireNonNullElse(error.getDefaultMessage(), rule));
    }

    /** {@code NotBlank} to {@code not-blank}. */
    private static String words(String constraint) {
        return constraint.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** The name the caller knows, which for headers and renamed parameters is not the name in the code. */
    private static String nameOf(ParameterValidationResult result) {
        var parameter = result.getMethodParameter();
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null && !header.name().isEmpty()) {
            return header.name();
        }
        if (header != null && !header.value().isEmpty()) {
            return header.value();
        }
        var query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null && !query.name().isEmpty()) {
            return query.name();
        }
        if (query != null && !query.value().isEmpty()) {
            return query.value();
        }
        var name = Objects.requireNonNullElse(parameter.getParameterName(), "body");
        return result.getContainerIndex() == null ? name : name + "[" + result.getContainerIndex() + "]";
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(e, List.of(problems.field(e.getParameterName(), "required")), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return e instanceof MissingRequestHeaderException missing
                ? invalid(e, List.of(problems.field(missing.getHeaderName(), "required")), request)
                : super.handleServletRequestBindingException(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var name = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(e.getPropertyName(), "request");
        return invalid(e, List.of(mismatch(name, e)), request);
    }

    private FieldProblem mismatch(String name, TypeMismatchException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFieldException own) {
                return problems.field(name, own.code(), own.args());
            }
        }
        var expectation = Expectation.of(problems, name, e.getRequiredType());
        return expectation.code().equals("not-acceptable") && e.getRequiredType() != null
                ? OwnWords.of(problems, name, e.getRequiredType(), e.getCause())
                : expectation;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var supported = Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]);
        var problem =
                problems.of(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", e.getMethod(), List.of(supported));
        return answer(e, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = problems.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "media-type-not-supported",
                e.getSupportedMediaTypes().stream()
                        .filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
                        .findFirst()
                        .map(List::of)
                        .orElse(e.getSupportedMediaTypes()));
        return answer(e, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleErrorResponseException(
            ErrorResponseException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return broken(e, request);
        }
        return super.handleErrorResponseException(e, headers, status, request);
    }

    /** Everything the framework has an answer for and we have nothing to add to but type, trace id and language. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
        var status = Objects.requireNonNullElse(HttpStatus.resolve(code.value()), HttpStatus.INTERNAL_SERVER_ERROR);
        if (status.is5xxServerError() && status != HttpStatus.SERVICE_UNAVAILABLE) {
            return broken(e, request);
        }
        return answer(e, problems.of(status, Slugs.of(status)), headers, request);
    }

    private @Nullable ResponseEntity<Object> invalid(Exception e, List<FieldProblem> errors, WebRequest request) {
        return answer(e, problems.invalid(errors), new HttpHeaders(), request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() instanceof jakarta.servlet.http.HttpServletResponse response
                && response.isCommitted()) {
            log.debug("{} had begun to answer when it failed", route(request));
            return null;
        }
        log.debug(
                "{} answered {}: {}",
                route(request),
                problem.getStatus(),
                e.getClass().getSimpleName());
        var all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            all.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return new ResponseEntity<>(problem, all, problem.getStatus());
    }

    /** Method and pattern, never the path itself: a path may hold a person's number. */
    private static String route(WebRequest request) {
        if (!(request instanceof ServletWebRequest servlet)) {
            return "request";
        }
        HttpServletRequest http = servlet.getRequest();
        var pattern = http.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return http.getMethod() + " " + (pattern == null ? "(no route)" : pattern);
    }

    private static Throwable rootOf(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
