/** The age-encryption.org/v1 file format. Depends on nothing of Coffer. */
@org.jspecify.annotations.NullMarked
module dev.coffer.age {
    requires static org.jspecify;
    requires jbcrypt;
    requires org.bouncycastle.provider;

    exports dev.coffer.age;
}
