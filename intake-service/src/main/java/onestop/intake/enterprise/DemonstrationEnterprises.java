package onestop.intake.enterprise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import onestop.identifiers.Usci;
import onestop.intake.enterprise.Enterprise.Details;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Three invented enterprises, one of them with 66 branches, registered at the first start. */
@Component
@Order(2)
@ConditionalOnProperty("onestop.intake.demonstration-catalogue")
class DemonstrationEnterprises implements ApplicationRunner {
    private static final String BY = "demonstration";
    private static final String PARENT = "91371327MA3DEM0B0B";
    private static final int BRANCHES = 66;
    /** The towns of the county, where the shops are in turn. */
    private static final List<String> TOWNS = List.of("001", "102", "103", "106", "107", "108", "111", "112");

    private final Enterprises enterprises;
    private final RegisterEnterprises register;

    DemonstrationEnterprises(Enterprises enterprises, RegisterEnterprises register) {
        this.enterprises = enterprises;
        this.register = register;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!enterprises.isEmpty()) {
            return;
        }
        company(
                "91371327MA3DEM0A2G",
                "莒南县沂蒙食品有限公司",
                "食品制造业",
                new Details(EnterpriseScale.SMALL, "莒南县淮海路示例1号", "食品生产；食品销售", LocalDate.of(2016, 4, 18), "李沂蒙"));
        company(
                PARENT,
                "莒南县红嫂连锁超市有限公司",
                "零售业",
                new Details(EnterpriseScale.MEDIUM, "莒南县天桥路示例2号", "食品销售；日用百货销售", LocalDate.of(2012, 9, 3), "王红英"));
        company(
                "91371327MA3DEM0C98",
                "莒南县鸡龙河新材料有限公司",
                "化学原料和化学制品制造业",
                new Details(EnterpriseScale.LARGE, "莒南县开发区示例3号", "新材料技术研发；化工产品生产", LocalDate.of(2021, 6, 25), "赵海"));
        var branches = new ArrayList<EnteredBranch>();
        for (int number = 1; number <= BRANCHES; number++) {
            branches.add(new EnteredBranch(
                    Usci.withCheckDigit("91371327MA3DB%04d".formatted(number)).value(),
                    "红嫂超市第%d店".formatted(number),
                    "371327" + TOWNS.get(number % TOWNS.size()) + "000",
                    null,
                    null,
                    null));
        }
        register.registerBranches(enterprises.find(PARENT).orElseThrow(), branches, _ -> true, BY);
    }

    private void company(String usci, String name, String industry, Details details) {
        var entry = new Enterprise(usci, name, EnterpriseKind.COMPANY, "371327001000", industry, null, details, 0);
        var person = new EnteredPerson(Objects.requireNonNull(details.representative()), null, null, null, null);
        register.register(new EnteredEnterprise(entry, person), null, BY);
    }
}
