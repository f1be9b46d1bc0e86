package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.UUID;
import onestop.web.Allowed;
import onestop.web.Cursor;
import onestop.web.Open;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The matrix passes where the service is right, and names the endpoint where it is not. */
@SpringBootTest(
        classes = EndpointMatrixIT.Service.class,
        properties = {"spring.application.name=sample-service", "onestop.service=sample"})
@AutoConfigureMockMvc
@Import(PlatformTestConfiguration.class)
class EndpointMatrixIT {
    @SpringBootApplication
    @Import({Right.class, Wrong.class, Far.class})
    static class Service {}

    @RestController
    static class Right {
        @Open
        @GetMapping("/api/sample/open/{id}")
        String open(@PathVariable UUID id) {
            return id.toString();
        }

        record Body(int number) {}

        @Allowed({Role.EXAMINER, Role.OPS})
        @PostMapping(path = "/api/sample/things/{year:\\d{4}}", params = "draft=true")
        int create(@PathVariable int year, @RequestBody Body body) {
            return year + body.number();
        }

        @Allowed(Role.APPLICANT)
        @GetMapping("/api/sample/files/{*rest}")
        String anotherEnterprises(@PathVariable String rest) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, rest);
        }
    }

    /** Takes a time that no list holds to be a fault of its own. */
    @RestController
    static class Far {
        static volatile boolean wrong;

        @Allowed(Role.AUDITOR)
        @GetMapping("/api/sample/list")
        String list(
                @RequestParam(required = false) @Nullable LocalDate from,
                @RequestParam(required = false) @Nullable LocalDate to,
                @RequestParam(required = false) @Nullable String after) {
            if (wrong && after != null && after.equals(Cursor.of("+900000000-01-01", "1"))) {
                throw new IllegalStateException("a cursor");
            }
            if (wrong && from != null && to != null && from.until(to).getYears() > 100) {
                throw new IllegalStateException("a period");
            }
            return "listed";
        }
    }

    /** Well annotated, but the code behind does otherwise when the request asks for it. */
    @RestController
    static class Wrong {
        static volatile boolean wrong;

        @Open
        @PutMapping("/api/sample/not-so-open")
        String closed() {
            if (wrong) {
                throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
            }
            return "open";
        }

        @Allowed(Role.AUDITOR)
        @GetMapping("/api/sample/breaks")
        String breaks(HttpServletRequest request) {
            if (wrong) {
                throw new IllegalStateException("on " + request.getRequestURI());
            }
            return "whole";
        }
    }

    @Autowired
    ApplicationContext context;

    @Autowired
    MockMvcTester mvc;

    @Test
    void aServiceThatAnswersAsAnnotatedPasses() {
        EndpointMatrix.verify(context, mvc);
    }

    @Test
    void everyWrongAnswerIsNamed() {
        Wrong.wrong = true;
        try {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> EndpointMatrix.verify(context, mvc))
                    .withMessageContaining("16 answers are not as annotated")
                    .withMessageContaining("PUT [/api/sample/not-so-open]")
                    .withMessageContaining("with no token answers 401")
                    .withMessageContaining("GET [/api/sample/breaks]")
                    .withMessageContaining("with AUDITOR answers 500");
        } finally {
            Wrong.wrong = false;
        }
    }

    @Test
    void aListThatBreaksOverDaysFarAwayIsNamed() {
        Far.wrong = true;
        try {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> EndpointMatrix.verify(context, mvc))
                    .withMessageContaining("2 answers are not as annotated")
                    .withMessageContaining("answers 500 to a cursor with [+900000000-01-01, 1]")
                    .withMessageContaining("answers 500 to a period of all years");
        } finally {
            Far.wrong = false;
        }
    }

    @Test
    void aTestTokenIsCheckedAsInProduction() {
        assertThat(status(TestTokens.of("li", Role.AUDITOR))).isEqualTo(200);
        assertThat(status(TestTokens.of("li", Role.EXAMINER))).isEqualTo(403);
        assertThat(status(TestTokens.token("li").roles(Role.AUDITOR).expired().sign()))
                .isEqualTo(401);
        assertThat(status(TestTokens.token("li").roles(Role.AUDITOR).foreign().sign()))
                .isEqualTo(401);
    }

    private int status(String token) {
        return mvc.get()
                .uri("/api/sample/breaks")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .getResponse()
                .getStatus();
    }
}
