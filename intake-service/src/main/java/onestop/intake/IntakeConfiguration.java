package onestop.intake;

import java.time.LocalTime;
import java.util.List;
import onestop.events.ProducedTopics;
import onestop.intake.application.ApplicationTopic;
import onestop.intake.appointment.AppointmentTopic;
import onestop.intake.calendar.CalendarTopic;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.CatalogueTopic;
import onestop.intake.consultation.ConsultationTopic;
import onestop.intake.delivery.DeliveryTopic;
import onestop.intake.enterprise.EnterpriseTopic;
import onestop.intake.window.WindowTopic;
import onestop.workingdays.Calendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IntakeConfiguration {

    @Bean
    Calendars calendars() {
        return new Calendars();
    }

    @Bean
    ServiceHours serviceHours(@Value("${onestop.intake.service-hours-end}") LocalTime closesAt) {
        return new ServiceHours(closesAt);
    }

    @Bean
    ProducedTopics producedTopics() {
        return new ProducedTopics(List.of(
                CatalogueTopic.TOPIC,
                CalendarTopic.TOPIC,
                EnterpriseTopic.TOPIC,
                ApplicationTopic.TOPIC,
                AppointmentTopic.TOPIC,
                ConsultationTopic.TOPIC,
                DeliveryTopic.TOPIC,
                WindowTopic.TOPIC));
    }
}
