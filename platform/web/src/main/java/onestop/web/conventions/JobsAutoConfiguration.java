package onestop.web.conventions;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Who runs {@code @Scheduled} jobs. With virtual threads the framework's own scheduler gives one thread to all jobs with a fixed delay:
 * one that takes long, or waits for somebody, would hold up all others of the service.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
class JobsAutoConfiguration {
    /** Each may hold a connection of the pool, of which requests need the most. */
    private static final int AT_ONCE = 4;

    @Bean
    @ConditionalOnMissingBean(TaskScheduler.class)
    ThreadPoolTaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(AT_ONCE);
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("job-");
        return scheduler;
    }
}
