/* Included by the generated file that defines the JVM functions we do not have. */
_Noreturn void unsupported(const char *name);
