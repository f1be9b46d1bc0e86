package onestop.web.conventions;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code onestop.web}.
 *
 * @param maxBody the largest request body a handler reads unless it says otherwise
 */
@ConfigurationProperties("onestop.web")
record WebSettings(@DefaultValue("1MB") DataSize maxBody) {}
