package onestop.local.issuer;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param url the {@code iss} of every token, which is also where browsers reach this server
 * @param keyFile the private signing key, made at the first start
 * @param password one password for all demonstration users
 * @param webOrigins where the front end is served from: it may be returned to after a sign-in, and may call from there
 */
@ConfigurationProperties("onestop.issuer")
record IssuerSettings(String url, Path keyFile, String password, List<String> webOrigins) {}
