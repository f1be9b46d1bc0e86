package onestop.intake;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class IntakeServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(IntakeServiceApplication.class, args);
    }
}
