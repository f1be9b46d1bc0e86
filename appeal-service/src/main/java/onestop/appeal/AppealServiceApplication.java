package onestop.appeal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@EnableScheduling
public class AppealServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(AppealServiceApplication.class, args);
    }
}
