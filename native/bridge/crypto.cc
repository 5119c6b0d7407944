/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What libcrypto does for src/crypto when it is asked directly: node:crypto makes an object for each call, which
   costs more than the work itself (docs/decisions/0014). Everything lies in JavaScript's own arrays, and nothing
   is kept: results go into the last argument, whose length says how much there is to come. */
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "functions.h"

namespace bridge
{

namespace
{

enum { AES_BYTES = 16, SHA1_BYTES = 20 };

struct Bytes {
    uint8_t *data;
    int length;

    explicit Bytes(Napi::Value value)
        : data(value.As<Napi::Uint8Array>().Data()),
          length(static_cast<int>(value.As<Napi::Uint8Array>().ByteLength()))
    {
    }
};

struct Free {
    void
    operator()(BIGNUM *number) const
    {
        BN_clear_free(number);
    }
    void
    operator()(BN_CTX *context) const
    {
        BN_CTX_free(context);
    }
    void
    operator()(EVP_CIPHER_CTX *context) const
    {
        EVP_CIPHER_CTX_free(context);
    }
};

using Integer = std::unique_ptr<BIGNUM, Free>;

Integer
ToInteger(const Bytes &bytes)
{
    return Integer(BN_bin2bn(bytes.data, bytes.length, nullptr));
}

Napi::Value
Done(Info info, bool ok)
{
    if (!ok) {
        ERR_clear_error(); /* node:crypto would take it for its own */
        Napi::Error::New(info.Env(), "libcrypto refuses").ThrowAsJavaScriptException();
    }
    return info.Env().Undefined();
}

} // namespace

/* key, message, 20 bytes for the result */
Napi::Value
HmacSha1(Info info)
{
    const Bytes key(info[0]), message(info[1]), result(info[2]);

    return Done(info, result.length == SHA1_BYTES && HMAC(EVP_sha1(), key.data, key.length, message.data,
                                                          message.length, result.data, nullptr) != nullptr);
}

/* 16 bytes of key, 16 of counter, text, as many bytes for the result */
Napi::Value
AesCtr(Info info)
{
    const Bytes key(info[0]), counter(info[1]), text(info[2]), result(info[3]);
    const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    static EVP_CIPHER *const cipher = EVP_CIPHER_fetch(nullptr, "AES-128-CTR", nullptr); /* looked up once */
    int length = 0;

    return Done(info, key.length == AES_BYTES && counter.length == AES_BYTES && text.length == result.length &&
                          EVP_EncryptInit_ex(context.get(), cipher, nullptr, key.data, counter.data) &&
                          EVP_EncryptUpdate(context.get(), result.data, &length, text.data, text.length));
}

/* base, exponent, odd modulus, as many bytes for the result; in a time that tells nothing about the exponent */
Napi::Value
Power(Info info)
{
    const Integer base = ToInteger(Bytes(info[0])), exponent = ToInteger(Bytes(info[1])),
                  modulus = ToInteger(Bytes(info[2])), power(BN_new());
    const std::unique_ptr<BN_CTX, Free> context(BN_CTX_new());
    const Bytes result(info[3]);

    return Done(info, base && exponent && modulus && power && context &&
                          BN_mod_exp_mont_consttime(power.get(), base.get(), exponent.get(), modulus.get(),
                                                    context.get(), nullptr) &&
                          BN_bn2binpad(power.get(), result.data, result.length) == result.length);
}

} // namespace bridge
