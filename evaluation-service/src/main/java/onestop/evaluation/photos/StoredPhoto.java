package onestop.evaluation.photos;

/** A photograph by its number among those of what it belongs to. */
public record StoredPhoto(int number, String digest, String mediaType, int bytes) {
    /** Of one feedback, of one review. */
    public static final int MOST = 3;
}
