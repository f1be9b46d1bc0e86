package onestop.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** {@code java -jar demo.jar [--gateway URL] [--issuer URL] [--kafka HOST:PORT]}: exit code 0 only if every expectation held. */
final class Demo {
    private static final Set<String> OPTIONS = Set.of("--gateway", "--issuer", "--kafka");

    public static void main(String[] arguments) {
        System.exit(run(options(arguments)));
    }

    private static int run(Map<String, String> options) {
        var account = new Account();
        var platform = new Platform(
                options.getOrDefault("gateway", "http://localhost:8080"),
                options.getOrDefault("issuer", "http://localhost:8090"),
                System.getenv().getOrDefault("ONESTOP_DEMO_PASSWORD", "onestop-demo"));
        var kafka = options.get("kafka");
        long began = System.nanoTime();
        try {
            var hall = new Hall(platform, account);
            new NameChange(platform, account, hall).play();
            var branches = new Branches(platform, account, hall).play();
            var project = new KeyProject(platform, account, hall).play();
            var office = new AppealOffice(platform, account);
            new BadRating(platform, account, hall, office).play(project);
            new Appeal(platform, account).play(branches);
            new Receiving(platform, account, office).play();
            new JointAppeal(account, office).play();
            new Revision(platform, account, hall, office).play();
            new SupervisedAppeal(account, office).play();
            new LeadingGroup(platform, account, office).play();
            new BlockedMatter(platform, account, office).play();
            new CloudDesk(platform, account).play();
            new Symposium(platform, account).play();
            new ProjectVisit(platform, account).play();
            new PolicyPush(platform, account).play();
            new Outreach(platform, account, office).play(kafka);
            if (kafka == null) {
                account.tell("");
                account.tell("Without --kafka the hotline's events and the app's reports are left out.");
            } else {
                new Hotline(platform, account, office).play(kafka);
            }
            new PartnerSystem(platform, account, hall).play();
            new EarlyResult(platform, account, hall).play();
            new Voices(platform, account, hall).play(project);
            new Oversight(platform, account, hall).play();
        } catch (UnmetExpectation e) {
            account.tell("");
            account.tell("✗ %s", String.valueOf(e.getMessage()).replace("%", "%%"));
            account.tell("The demonstration stopped after %d expectations had held.", account.held());
            return 1;
        }
        account.heading("Everything held");
        account.tell(
                "%d expectations in %.1f s; %d requests through the gateway, %d of them repeated.",
                account.held(), (System.nanoTime() - began) / 1e9, platform.requests(), platform.repeated());
        return 0;
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i++) {
            var name = arguments[i];
            if (!OPTIONS.contains(name) || i + 1 == arguments.length) {
                System.err.println("usage: demo [--gateway URL] [--issuer URL] [--kafka HOST:PORT]");
                System.exit(2);
            }
            options.put(name.substring(2), arguments[++i].replaceAll("/+$", ""));
        }
        return options;
    }

    private Demo() {}
}
