package onestop.web.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

class JobsTests {

    /** Each goes on only while the other runs, too. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class TwoJobs {
        final CyclicBarrier both = new CyclicBarrier(2);
        final CountDownLatch met = new CountDownLatch(2);

        @Scheduled(fixedDelay = 10)
        void one() throws Exception {
            meet();
        }

        @Scheduled(fixedDelay = 10)
        void other() throws Exception {
            meet();
        }

        private void meet() throws Exception {
            both.await(60, TimeUnit.SECONDS);
            met.countDown();
        }
    }

    @Test
    void aJobThatTakesLongDoesNotHoldUpAnother() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(JobsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withUserConfiguration(TwoJobs.class)
                .run(context -> assertThat(context.getBean(TwoJobs.class).met.await(30, TimeUnit.SECONDS))
                        .isTrue());
    }
}
