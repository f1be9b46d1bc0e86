package onestop.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import onestop.demo.Platform;

/**
 * Stores many cases, so that the other scenarios can be measured on full tables. A few files go through the platform as
 * in life; their rows are then multiplied inside each database, under numbers and at times of their own: handed-out files
 * over the days before today, files that still wait somewhere today. What has been filled in already stays, so that it
 * can be run again to go on or to add more.
 */
final class Fill {
    private static final int FILES = Integer.getInteger("files", 1_000_000);
    private static final int ENTERPRISES = Integer.getInteger("enterprises", 200_000);
    private static final int BATCH = 20_000;
    private static final int A_DAY = 2_000;
    /** A number has five digits for the serial of its day; two serials for each file. */
    private static final int SERIALS_OF_A_STAGE = 10_000;

    private static final ZoneId OFFICE = ZoneId.of("Asia/Shanghai");
    private static final Set<String> NOT_OF_A_FILE = Set.of("outbox", "inbox", "dead_letter", "idempotency_key");

    /** How far the file of a template goes, and how many of a hundred stored files are like it. */
    private enum Stage {
        DELIVERED(88),
        FINISHED(4),
        OPEN(4),
        SUBMITTED(4);

        final int share;

        Stage(int share) {
            this.share = share;
        }

        boolean past() {
            return this == DELIVERED;
        }
    }

    private record Template(Stage stage, String receipt, String caseNumber) {}

    private record Column(String name, String type) {
        String value() {
            return switch (type) {
                case "text", "character varying" -> numbered(name);
                case "jsonb", "json" -> "CAST(%s AS %s)".formatted(numbered("CAST(%s AS text)".formatted(name)), type);
                case "timestamp with time zone" -> "o.%s - g.age".formatted(name);
                case "date" -> "o.%s - g.days".formatted(name);
                case "uuid" -> name.equals("id") ? "uuidv7()" : "o." + name;
                default -> "o." + name;
            };
        }

        private static String numbered(String text) {
            var column = text.startsWith("CAST(") ? text.replace("CAST(", "CAST(o.") : "o." + text;
            return "replace(replace(%s, ?, g.receipt), ?, g.case_number)".formatted(column);
        }
    }

    private final Platform platform = Settings.platform();
    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());
    private final LocalDate today = LocalDate.now(OFFICE);

    public static void main(String[] arguments) throws Exception {
        new Fill().run();
    }

    private void run() throws Exception {
        var templates = new ArrayList<Template>();
        for (var stage : Stage.values()) {
            templates.add(file(stage));
        }
        TimeUnit.SECONDS.sleep(3); // every service has taken the facts in
        long began = System.nanoTime();
        for (var database : List.of(System.getProperty("databases", String.join(",", LocalPlatform.DATABASES))
                .split(","))) {
            try (var connection =
                    DriverManager.getConnection(local.url(database), database, local.password(database))) {
                connection.setAutoCommit(false);
                fill(connection, database, templates);
                if (database.equals("intake")) {
                    register(connection);
                }
                if (database.equals("appeal")) {
                    FillAppeals.fill(connection);
                }
                connection.setAutoCommit(true);
                connection.createStatement().execute("VACUUM (ANALYZE)");
            }
        }
        System.out.printf(Locale.ROOT, "%,d files stored; it took %.0f s%n", FILES, (System.nanoTime() - began) / 1e9);
    }

    private Template file(Stage stage) throws InterruptedException {
        var handedIn = platform.post(
                        "window",
                        "/api/intake/applications",
                        Applications.complete(platform, List.of("SW-BG")),
                        UUID.randomUUID().toString())
                .must(201, "handing in");
        var receipt = handedIn.text("receiptNumber");
        var caseNumber = handedIn.body().path("cases").get(0).path("caseNumber").asString();
        if (stage != Stage.SUBMITTED) {
            platform.put("window", "/api/intake/applications/" + receipt + "/acceptance", Map.of())
                    .must(200, "acceptance");
            TimeUnit.SECONDS.sleep(2);
        }
        if (stage == Stage.FINISHED || stage == Stage.DELIVERED) {
            platform.put("approver-swj", "/api/approval/cases/" + caseNumber + "/decision", Map.of("outcome", "GRANT"))
                    .must(200, "the decision");
            TimeUnit.SECONDS.sleep(2);
        }
        if (stage == Stage.DELIVERED) {
            platform.put(
                            "issuer",
                            "/api/intake/applications/" + receipt + "/delivery",
                            Map.of("method", "WINDOW", "recipientCheck", "AGENT"))
                    .must(200, "handing out");
        }
        return new Template(stage, receipt, caseNumber);
    }

    private void fill(Connection connection, String database, List<Template> templates) throws SQLException {
        var tables = tables(connection);
        for (var template : templates) {
            int count = (int) ((long) FILES * template.stage().share / 100);
            long rows = 0;
            for (int from = 0; from < count; from += BATCH) {
                int to = Math.min(count, from + BATCH);
                for (var table : tables) {
                    rows += multiply(connection, table, template, from, to);
                }
                connection.commit();
                System.out.printf(
                        Locale.ROOT,
                        "\r%-10s %-9s %,9d of %,9d files, %,11d rows ",
                        database,
                        template.stage(),
                        to,
                        count,
                        rows);
            }
            System.out.println();
        }
    }

    /** A county's registry: so many names that some words are in tens of thousands of them. */
    private static void register(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO enterprise (usci, name, kind, region_code, registered_by, changed_by, registered_at, changed_at, version)
                SELECT '9137132' || lpad(CAST(n AS text), 11, '0'),
                       (ARRAY['沂蒙', '红嫂', '莒州', '鲁东', '天桥', '文疃', '大店', '板泉'])[1 + n % 8]
                           || (ARRAY['食品', '建材', '商贸', '物流', '机械', '农业', '科技'])[1 + n % 7] || n
                           || (ARRAY['有限公司', '超市', '合作社'])[1 + n % 3],
                       'COMPANY', '371327001000', 'fill', 'fill', now(), now(), 1
                  FROM generate_series(1, ?) AS n
                    ON CONFLICT DO NOTHING
                """)) {
            statement.setInt(1, ENTERPRISES);
            statement.executeUpdate();
        }
        connection.commit();
    }

    private int multiply(Connection connection, String table, Template template, int from, int to) throws SQLException {
        var columns = columns(connection, table);
        var names = String.join(", ", columns.stream().map(Column::name).toList());
        var values = String.join(", ", columns.stream().map(Column::value).toList());
        var sql = """
                INSERT INTO %s (%s)
                SELECT %s
                  FROM %s AS o
                 CROSS JOIN (SELECT n, days, make_interval(days => days, secs => n %% 20000) AS age,
                                    prefix || lpad(CAST(serial AS text), 5, '0') AS receipt,
                                    prefix || lpad(CAST(serial + 1 AS text), 5, '0') AS case_number
                               FROM (SELECT n, CASE WHEN ? THEN day ELSE 0 END AS days, serial,
                                            '371327' || to_char(CAST(? AS date) - day, 'YYMMDD') AS prefix
                                       FROM (SELECT n, 1 + n / %d AS day, 2 * (n %% %d) + ? AS serial
                                               FROM generate_series(?, ?) AS n) AS numbered) AS dated) AS g
                 WHERE o.receipt_number = ?
                    ON CONFLICT DO NOTHING
                """.formatted(table, names, values, table, A_DAY, A_DAY);
        try (var statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (var column : columns) {
                if (column.value().contains("?")) {
                    statement.setString(at++, template.receipt());
                    statement.setString(at++, template.caseNumber());
                }
            }
            statement.setBoolean(at++, template.stage().past());
            statement.setObject(at++, today);
            statement.setInt(at++, SERIALS_OF_A_STAGE * template.stage().ordinal() + 1);
            statement.setInt(at++, from);
            statement.setInt(at++, to - 1);
            statement.setString(at, template.receipt());
            return statement.executeUpdate();
        }
    }

    /** Tables of what belongs to a file, those that others refer to first. */
    private static List<String> tables(Connection connection) throws SQLException {
        var all = new LinkedHashSet<String>();
        try (var rows = connection.createStatement().executeQuery("""
                SELECT table_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND column_name = 'receipt_number'
                   AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE')
                 ORDER BY table_name
                """)) {
            while (rows.next()) {
                if (!NOT_OF_A_FILE.contains(rows.getString(1))) {
                    all.add(rows.getString(1));
                }
            }
        }
        var references = new ArrayList<List<String>>();
        try (var rows = connection.createStatement().executeQuery("""
                SELECT CAST(conrelid AS regclass) AS child, CAST(confrelid AS regclass) AS parent
                  FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid
                """)) {
            while (rows.next()) {
                references.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        var ordered = new ArrayList<String>();
        while (ordered.size() < all.size()) {
            var next = all.stream()
                    .filter(table -> !ordered.contains(table))
                    .filter(table -> references.stream()
                            .filter(reference -> reference.get(0).equals(table) && all.contains(reference.get(1)))
                            .allMatch(reference -> ordered.contains(reference.get(1))))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("tables refer to each other in a circle"));
            ordered.add(next);
        }
        return ordered;
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = connection.prepareStatement("""
                SELECT column_name, data_type FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name = ? AND is_identity = 'NO' AND is_generated = 'NEVER'
                 ORDER BY ordinal_position
                """)) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return columns;
    }
}
