package onestop.demo;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import onestop.demo.Platform.Reply;
import tools.jackson.databind.JsonNode;

/** What every story needs of the hall: the notice, acceptance, the departments behind the window, handing out. */
final class Hall {
    private static final Set<String> THREE = Set.of("ACCEPTANCE", "COMPLETION", "DELIVERY");

    private final Platform platform;
    private final Account account;

    Hall(Platform platform, Account account) {
        this.platform = platform;
        this.account = account;
    }

    JsonNode notice(Map<String, ?> request) {
        return platform.post(null, "/api/intake/one-time-notices", request)
                .must(200, "the one-time notice")
                .body();
    }

    /** All that the notice asks the applicant for, as files; the deferrable ones among {@code later} are left for later. */
    static List<Map<String, Object>> materials(JsonNode notice, List<String> later) {
        var materials = new ArrayList<Map<String, Object>>();
        for (var material : notice.path("materials")) {
            if (!material.path("source").asString().equals("HAND_IN")) {
                continue;
            }
            var key = material.path("key").asString();
            materials.add(
                    later.contains(key)
                            ? Map.of("key", key, "deferred", true)
                            : Map.of("key", key, "fileName", key.toLowerCase(Locale.ROOT) + ".pdf"));
        }
        return materials;
    }

    /** What one matter saved against its items done one by one. */
    void reductions(JsonNode figures, Reply file) {
        int visits = figures.path("windowVisitsSeparately").asInt();
        int inPackage = figures.path("windowVisitsInPackage").asInt();
        account.figure(
                "materials (separately → handed in)",
                figures.path("materialsSeparately").asInt(),
                figures.path("applicantSubmits").asInt(),
                Account.percent(figures.path("materialReductionRate").asDouble()));
        account.figure("visits to windows", visits, inPackage, Account.percent(1 - (double) inPackage / visits));
        account.figure(
                "working days (statutory, one after the other → used)",
                figures.path("statutoryDaysSequential").asInt(),
                file.number("workingDaysUsed"),
                Account.percent(file.body().path("timeReduction").asDouble()));
    }

    void publicStatus(String receiptNumber, String queryCode, String wanted) {
        account.eventually("the public progress of %s says %s".formatted(receiptNumber, wanted), () -> {
            var progress = platform.get(null, "/api/intake/progress/" + receiptNumber + "?queryCode=" + queryCode);
            return progress.status() == 200 && progress.text("status").equals(wanted) ? progress : null;
        });
    }

    /** Every department examines and decides what it has of the file, all at the same time, until the file is finished. */
    Reply departmentsGrant(String receiptNumber) {
        var path = "/api/approval/files/" + receiptNumber;
        var file = account.eventually("approval has opened the cases of " + receiptNumber, () -> {
            var reply = platform.get("auditor", path);
            return reply.status() == 200 ? reply : null;
        });
        var units = new ArrayList<String>();
        file.body().path("units").forEach(unit -> units.add(unit.asString()));
        for (int round = 0; round < 40; round++) {
            var current = platform.get("auditor", path).must(200, "the file");
            if (current.text("status").equals("FINISHED")) {
                return current;
            }
            allAtOnce(units, receiptNumber);
        }
        throw new UnmetExpectation("the departments did not finish " + receiptNumber);
    }

    /** One department examines and decides what it has of the file, as soon as approval has it. */
    void grants(String unit, String receiptNumber) {
        account.eventually("approval has opened the cases of " + receiptNumber, () -> {
            var reply = platform.get("auditor", "/api/approval/files/" + receiptNumber);
            return reply.status() == 200 ? reply : null;
        });
        allAtOnce(List.of(unit), receiptNumber);
    }

    private void allAtOnce(List<String> units, String receiptNumber) {
        try (var desks = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Boolean>>();
            for (var unit : units) {
                work.add(() -> {
                    var officer = unit.toLowerCase(Locale.ROOT);
                    var examined = examine(officer, receiptNumber);
                    if (verifyOnSite(officer, examined)) {
                        examined = examine(officer, receiptNumber);
                    }
                    nothingDeclined(examined);
                    nothingDeclined(platform.post(
                            "approver-" + officer,
                            "/api/approval/decisions",
                            Map.of("receiptNumber", receiptNumber, "outcome", "GRANT")));
                    return true;
                });
            }
            for (var done : desks.invokeAll(work)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnmetExpectation unmet) {
                throw unmet;
            }
            throw new IllegalStateException(e);
        }
    }

    private Reply examine(String officer, String receiptNumber) {
        return platform.post(
                "examiner-" + officer,
                "/api/approval/examinations",
                Map.of("receiptNumber", receiptNumber, "outcome", "PASS", "opinion", "材料齐全，符合法定形式"));
    }

    /** What is to be verified on site, two officers verify: one writes the record, the other signs it. */
    private boolean verifyOnSite(String officer, Reply examined) {
        boolean any = false;
        for (var result : examined.body().path("results")) {
            if (result.path("problem").path("type").asString().equals("/problems/visit-missing")) {
                var path = "/api/approval/cases/" + result.path("caseNumber").asString() + "/visit";
                var record = Map.of(
                        "visitedOn",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).toString(),
                        "place",
                        "申请的经营场所",
                        "findings",
                        "现场与申报图纸一致");
                platform.put("examiner-" + officer, path, record).must(200, "the record of the visit");
                platform.put("approver-" + officer, path + "/signature", Map.of())
                        .must(200, "the second signature");
                any = true;
            }
        }
        return any;
    }

    private static void nothingDeclined(Reply reply) {
        if (reply.status() != 200 || reply.number("declined") != 0) {
            throw new UnmetExpectation("a department was declined: %d %s".formatted(reply.status(), reply.body()));
        }
    }

    void handOut(String receiptNumber, String recipient) {
        account.eventually("the output window hands out " + receiptNumber, () -> {
            var reply = platform.put(
                    "issuer",
                    "/api/intake/applications/" + receiptNumber + "/delivery",
                    Map.of("method", "WINDOW", "recipientCheck", recipient));
            if (reply.status() == 409 && reply.problem().equals("not-finished")) {
                return null; // intake has not heard of the last decision yet
            }
            return reply.must(200, "handing out");
        });
    }

    /** What the office counted of the file once it was handed out, each number beside its dated baseline; in all and per branch. */
    void countedReductions(String receiptNumber, int branches) {
        var counted = account.eventually("the office has counted " + receiptNumber, () -> {
            var reply = platform.get("supervisor", "/api/approval/files/" + receiptNumber + "/reductions");
            boolean collected = reply.status() == 200
                    && measure(reply.body(), "STEPS").path("actual").asInt() >= 2;
            return collected ? reply.body() : null;
        });
        var unknown = new ArrayList<String>();
        for (var measure : counted.path("measures")) {
            if (measure.has("baseline") && measure.has("actual")) {
                long baseline = measure.path("baseline").asLong();
                long actual = measure.path("actual").asLong();
                account.figure(
                        "%s, counted (a branch: %.1f → %.1f)"
                                .formatted(words(measure), (double) baseline / branches, (double) actual / branches),
                        baseline,
                        actual,
                        measure.has("reduction")
                                ? Account.percent(measure.path("reduction").asDouble())
                                : null);
            } else {
                unknown.add(words(measure));
            }
        }
        unknown.forEach(name -> account.tell("No baseline has been entered for: %s.", name));
        double hours = counted.path("hoursSaved").asDouble();
        account.tell("Hours saved: %.1f, that is %.2f a branch.", hours, hours / branches);
        for (var source : counted.path("baselineSources")) {
            account.tell("Baseline: %s.", source.asString());
        }
    }

    /** {@code WORKING_DAYS} as people write it. */
    private static String words(JsonNode measure) {
        return measure.path("measure").asString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static JsonNode measure(JsonNode counted, String name) {
        for (var one : counted.path("measures")) {
            if (one.path("measure").asString().equals(name)) {
                return one;
            }
        }
        return counted.path("absent");
    }

    /** Acceptance, completion and delivery of a file, when all three invite a rating; other services may do so, too. */
    List<JsonNode> invitations(String applicant, String receiptNumber) {
        var invitations = account.eventually("three services of %s invite a rating".formatted(receiptNumber), () -> {
            var items = platform.get(applicant, "/api/evaluation/invitations?receiptNumber=" + receiptNumber)
                    .must(200, "the invitations")
                    .body()
                    .path("items");
            var three = items.valueStream()
                    .filter(item -> THREE.contains(item.path("service").asString()))
                    .toList();
            return three.size() == THREE.size() ? three : null;
        });
        Platform.pause(Voices.READING_MILLIS);
        return invitations;
    }
}
