package onestop.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import onestop.web.Allowed;
import onestop.web.Open;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

class AccessRulesTests {
    private final WebApplicationContextRunner service =
            new WebApplicationContextRunner().withUserConfiguration(Rules.class);

    @EnableWebMvc
    @Configuration(proxyBeanMethods = false)
    static class Rules {
        @Bean
        AccessRules accessRules(org.springframework.beans.factory.ListableBeanFactory beans) {
            return new AccessRules(beans);
        }
    }

    @RestController
    static class Decided {
        @Open
        @GetMapping("/open")
        void open() {}

        @Allowed(Role.OPS)
        @GetMapping("/allowed")
        void allowed() {}
    }

    @RestController
    static class Forgotten {
        @Open
        @GetMapping("/open")
        void open() {}

        @GetMapping("/forgotten")
        void forgotten() {}
    }

    @RestController
    static class ForNobody {
        @Allowed({})
        @GetMapping("/nobody")
        void nobody() {}
    }

    @RestController
    static class Contradictory {
        @Open
        @Allowed(Role.OPS)
        @GetMapping("/both")
        void both() {}
    }

    @Test
    void aServiceWhoseHandlersAllDecideStarts() {
        service.withBean(Decided.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aHandlerThatForgetsToDecideStopsTheStartAndIsNamed() {
        service.withBean(Forgotten.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("Forgotten#forgotten")
                        .hasMessageNotContaining("#open"));
    }

    @Test
    void aHandlerForNobodyStopsTheStart() {
        service.withBean(ForNobody.class)
                .run(context -> assertThat(context).getFailure().hasMessageContaining("ForNobody#nobody"));
    }

    @Test
    void aHandlerThatSaysBothStopsTheStart() {
        service.withBean(Contradictory.class)
                .run(context -> assertThat(context).getFailure().hasMessageContaining("Contradictory#both"));
    }

    @Test
    void aHandlerOfALibraryIsDenied() {
        service.run(context -> assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> context.getBean(AccessRules.class)
                        .preHandle(new MockHttpServletRequest(), new MockHttpServletResponse(), "a library's handler"))
                .satisfies(refusal -> assertThat(refusal.status().value()).isEqualTo(401)));
    }
}
