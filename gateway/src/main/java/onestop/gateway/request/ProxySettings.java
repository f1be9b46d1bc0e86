package onestop.gateway.request;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param trustedProxies addresses or ranges such as {@code 10.0.0.0/8} whose forwarded headers are believed */
@ConfigurationProperties("onestop.gateway")
record ProxySettings(@DefaultValue List<String> trustedProxies) {}
