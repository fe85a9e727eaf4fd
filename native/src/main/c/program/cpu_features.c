/*
 * What the processor can do, as the image's runtime asks for it.
 *
 * The image is compiled for the oldest x86-64 ("compatibility"), so these answers decide only whether it may start
 * and which faster variants of a routine it may take. A feature that is not listed here counts as missing, which is
 * always safe.
 */
#include <amd64cpufeatures.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A mask byte: what the image needs in that place of CPUFeatures. */
#define SATISFIED 0xFF

void determineCPUFeatures(CPUFeatures *features)
{
    memset(features, 0, sizeof *features);
    __builtin_cpu_init();

    /* Every x86-64 processor has these. */
    features->fCX8 = 1;
    features->fCMOV = 1;
    features->fFXSR = 1;
    features->fMMX = 1;
    features->fSSE = 1;
    features->fSSE2 = 1;

#define COPY(field, name) features->field = __builtin_cpu_supports(name) != 0
    COPY(fSSE3, "sse3");
    COPY(fSSSE3, "ssse3");
    COPY(fSSE4_1, "sse4.1");
    COPY(fSSE4_2, "sse4.2");
    COPY(fSSE4A, "sse4a");
    COPY(fPOPCNT, "popcnt");
    COPY(fLZCNT, "lzcnt");
    COPY(fAVX, "avx");
    COPY(fAVX2, "avx2");
    COPY(fAES, "aes");
    COPY(fCLMUL, "pclmul");
    COPY(fBMI1, "bmi");
    COPY(fBMI2, "bmi2");
    COPY(fFMA, "fma");
    COPY(fSHA, "sha");
    COPY(fADX, "adx");
    COPY(fAVX512F, "avx512f");
    COPY(fAVX512DQ, "avx512dq");
    COPY(fAVX512BW, "avx512bw");
    COPY(fAVX512CD, "avx512cd");
    COPY(fAVX512VL, "avx512vl");
#undef COPY
}

/* Returns 0 when the processor has every feature that the mask requires (0xFE; 0xFF means "don't care"), else 1. */
int checkCPUFeatures(const char *mask)
{
    CPUFeatures present;
    determineCPUFeatures(&present);
    const unsigned char *have = (const unsigned char *) &present;
    for (size_t i = 0; i < sizeof present; i++) {
        if (((unsigned char) mask[i] | have[i]) != SATISFIED) {
            return 1;
        }
    }
    return 0;
}

int checkCPUFeaturesOrExit(const char *mask, const char *message)
{
    if (checkCPUFeatures(mask) != 0) {
        fputs(message, stderr);
        exit(EXIT_FAILURE);
    }
    return 0;
}
