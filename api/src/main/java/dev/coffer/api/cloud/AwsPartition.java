package dev.coffer.api.cloud;

/** A separate part of AWS, with the suffixes of its registries' host names. */
public enum AwsPartition {
    /** The commercial regions and GovCloud, which share their names. */
    COMMERCIAL("amazonaws.com", "on.aws"),
    /** China. */
    CHINA("amazonaws.com.cn", "on.amazonwebservices.com.cn"),
    /** The European Sovereign Cloud. */
    EUROPE("amazonaws.eu", ""),
    /** Top Secret. */
    ISO("c2s.ic.gov", ""),
    /** Secret. */
    ISO_B("sc2s.sgov.gov", ""),
    /** The United Kingdom's. */
    ISO_E("cloud.adc-e.uk", ""),
    /** The intelligence community's second. */
    ISO_F("csp.hci.ic.gov", "");

    private final String suffix;
    private final String dualStackSuffix;

    AwsPartition(String suffix, String dualStackSuffix) {
        this.suffix = suffix;
        this.dualStackSuffix = dualStackSuffix;
    }

    /** The end of its host names, without a leading dot. */
    public String suffix() {
        return suffix;
    }

    /** The end of those host names that have IPv6 addresses too; empty where there are none. */
    public String dualStackSuffix() {
        return dualStackSuffix;
    }
}
