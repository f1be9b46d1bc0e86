package onestop.intake.upload;

import onestop.web.Caller;

/** A feature's word on who may read the files it uses. */
public interface FileUse {

    /** The name under which the feature takes files into use. */
    String purpose();

    /**
     * Whether the caller may read a file because of this use.
     *
     * @param reference what the feature gave when it took the file into use, such as a receipt number
     */
    boolean mayRead(Caller caller, String reference);
}
