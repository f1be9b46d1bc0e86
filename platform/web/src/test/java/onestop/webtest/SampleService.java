package onestop.webtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The sample service on a real port, with a real database and a real issuer's keys. One context for all tests. */
@SpringBootTest(
        classes = SampleApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "onestop.service=sample",
            "server.tomcat.connection-timeout=30s",
            "spring.datasource.hikari.connection-timeout=30000"
        })
@Import(SampleInfrastructure.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SampleService {}
