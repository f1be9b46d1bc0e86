package onestop.evaluation.scale;

/**
 * What is rated beside the whole: 整体满意度, the rating's own level, is in both sets and is none of these. Online ratings
 * have one set, the others another.
 */
public enum Dimension {
    EFFICIENCY(true, "办事效率", "Efficiency"),
    GUIDE_ACCURACY(true, "办事指南精确度", "Accuracy of the guide"),
    CONVENIENCE(true, "办事便捷度", "Convenience"),
    PLATFORM_OPERABILITY(true, "平台操作性", "Ease of the platform"),
    SERVICE_EFFICIENCY(false, "服务效率", "Efficiency of the service"),
    SERVICE_LEVEL(false, "服务水平", "Competence of the service"),
    SERVICE_ATTITUDE(false, "服务态度", "Attitude of the service");

    private final boolean online;
    private final String nameZh;
    private final String nameEn;

    Dimension(boolean online, String nameZh, String nameEn) {
        this.online = online;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    /** Whether a rating given on this channel has the dimension. */
    public boolean on(Channel channel) {
        return channel.active() && channel.online() == online;
    }

    public boolean online() {
        return online;
    }

    public String nameZh() {
        return nameZh;
    }

    public String nameEn() {
        return nameEn;
    }
}
