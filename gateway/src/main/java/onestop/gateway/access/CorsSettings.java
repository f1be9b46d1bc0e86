package onestop.gateway.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param allowedOrigins origins of browser front ends, such as {@code https://portal.example}; without any, CORS is closed */
@ConfigurationProperties("onestop.gateway.cors")
record CorsSettings(@DefaultValue List<String> allowedOrigins) {}
