/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starts Node once per process and lets the main loop drive it. The only file that knows node.h. */
#include <glib.h>
#include <malloc.h>
#include <node.h>
#include <openssl/crypto.h>
#include <uv.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "../bridge/bridge.h"
#include "../engine.h"
#include "bundle.h"
#include "idle_heap.h"
#include "loop_source.h"
#include "watchdog.h"

namespace
{

/* Never destroyed: V8 cannot be started twice in one process, and taking it down from a static destructor
 * aborts. */
struct Runtime {
    std::unique_ptr<node::InitializationResult> process;
    std::unique_ptr<node::CommonEnvironmentSetup> setup;
    OtrLoopSource *loop = nullptr; /* null while detached */
    OtrWatchdog *watchdog = nullptr;
    std::unique_ptr<IdleHeap> heap;
};

/* safety.md: "the hook answers 'held' within 2 s". Start-up and the reading of files at the beginning and the end
 * may take longer, on a slow machine. */
constexpr unsigned patience = 1900 * OTR_SLOWNESS;
constexpr unsigned longPatience = 10000 * OTR_SLOWNESS;

Runtime *runtime;

/* While it lives, the watchdog looks after what this thread does. */
class Watch
{
  public:
    explicit Watch(unsigned milliseconds)
    {
        otr_watchdog_enter(runtime->watchdog, milliseconds);
    }
    ~Watch()
    {
        otr_watchdog_leave(runtime->watchdog);
    }
};

class Entry
{
  public:
    Entry()
        : watch_(patience), locker_(runtime->setup->isolate()), isolate_(runtime->setup->isolate()),
          handles_(runtime->setup->isolate()), context_(runtime->setup->context())
    {
    }

  private:
    Watch watch_;
    v8::Locker locker_;
    v8::Isolate::Scope isolate_;
    v8::HandleScope handles_;
    v8::Context::Scope context_;
};

/* V8 may read the bundle where it is mapped: no copy on the heap. */
class Source : public v8::String::ExternalOneByteStringResource
{
  public:
    const char *
    data() const override
    {
        return otr_bundle;
    }
    size_t
    length() const override
    {
        return static_cast<size_t>(otr_bundle_end - otr_bundle);
    }
};

bool
Gate(void (*body)(void *), void *data)
{
    Entry entry;

    body(data);
    /* a timer or a handle that JavaScript has just made shows in libuv's file descriptor after one turn */
    if (runtime->loop != nullptr) {
        otr_loop_source_wake(runtime->loop);
        runtime->heap->Used();
    }
    return !bridge::Failed();
}

void
Inside(const std::function<void()> &body)
{
    if (bridge::Failed())
        return;
    Entry entry;

    body();
}

void
Turn()
{
    Inside([] {
        otr_loop_source_run(runtime->loop);
        runtime->process->platform()->FlushForegroundTasks(runtime->setup->isolate());
    });
}

/* process.exit(), and Node's own exit after an exception that nobody could handle. */
void
OnExit(node::Environment *environment, int)
{
    bridge::Fail("JavaScript asked to end the process");
    node::Stop(environment);
}

/* On the watchdog's thread. What runs is ended at once, and nothing runs any more after that: a step that was cut
 * off may have left half a state. */
void
OnStuck()
{
    bridge::Fail("JavaScript did not come back");
    if (runtime->setup != nullptr)
        node::Stop(runtime->setup->env());
}

size_t
OnHeapLimit(void *, size_t current, size_t)
{
    bridge::Fail("out of memory");
    node::Stop(runtime->setup->env());
    return current + (size_t{64} << 20); /* room to unwind instead of V8's abort */
}

v8::MaybeLocal<v8::Value>
RunBundle(const node::StartExecutionCallbackInfo &info)
{
    v8::Isolate *isolate = runtime->setup->isolate();
    v8::Local<v8::Context> context = runtime->setup->context();
    auto name = [isolate](const char *text) {
        return v8::String::NewFromUtf8(isolate, text).ToLocalChecked();
    };
    v8::Local<v8::Object> exports = v8::Object::New(isolate);
    v8::Local<v8::Object> module = v8::Object::New(isolate);
    v8::Local<v8::String> parameters[] = {name("require"), name("module"), name("exports")};
    v8::Local<v8::Value> arguments[] = {info.native_require, module, exports};
    v8::Local<v8::String> text;
    v8::Local<v8::Function> bundle;

    if (!v8::String::NewExternalOneByte(isolate, new Source).ToLocal(&text) ||
        module->Set(context, name("exports"), exports).IsNothing())
        return {};
    v8::ScriptCompiler::Source source(text, v8::ScriptOrigin(isolate, name("otr-ts.js")));
    /* All of it now, on this thread: the first conversation would stand still for what is compiled then. */
    if (!v8::ScriptCompiler::CompileFunctionInContext(context, &source, 3, parameters, 0, nullptr,
                                                      v8::ScriptCompiler::kEagerCompile)
             .ToLocal(&bundle))
        return {};
    return bundle->Call(context, v8::Undefined(isolate), 3, arguments);
}

/* Where it was thrown; what was thrown may be private. */
std::string
Place(v8::Isolate *isolate, const v8::TryCatch &caught)
{
    if (caught.Message().IsEmpty())
        return "";
    v8::Maybe<int> line = caught.Message()->GetLineNumber(isolate->GetCurrentContext());
    return " (line " + std::to_string(line.FromMaybe(0)) + ")";
}

std::string
LoadBundle()
{
    Entry entry;
    v8::Isolate *isolate = runtime->setup->isolate();
    v8::TryCatch caught(isolate);

    bridge::SetGate(Gate);
    isolate->AddNearHeapLimitCallback(OnHeapLimit, nullptr);
    if (node::LoadEnvironment(runtime->setup->env(), RunBundle).IsEmpty() && !bridge::Failed())
        bridge::Fail(("the bundle did not run" + Place(isolate, caught)).c_str());
    /* what start-up left behind: some 3 MB that nobody needs again */
    isolate->LowMemoryNotification();
    malloc_trim(0);
    runtime->heap = std::make_unique<IdleHeap>(isolate, runtime->process->platform(), Inside);
    return bridge::Failed() ? bridge::FailureReason() : "";
}

napi_value
InitBinding(napi_env env, napi_value exports)
{
    return bridge::Init(Napi::Env(env), Napi::Object(env, exports));
}

const napi_module binding = {NAPI_MODULE_VERSION, 0, "otr-ts", InitBinding, "otr_purple", nullptr, {}};

std::string
StartNode()
{
    namespace Process = node::ProcessInitializationFlags;
    namespace Flags = node::EnvironmentFlags;
    const std::vector<std::string> arguments{"otr-ts"};
    std::vector<std::string> errors;

    /* the heap of a runaway engine ends long before the host's memory does */
    v8::V8::SetFlagsFromString("--single-threaded --max-semi-space-size=1 --max-old-space-size=256");
    /* What belongs to the host is left alone: its signals, standard streams, limits. OpenSSL starts by itself
       at its first use; Node's way to it would read certificates for TLS, which we do not speak (60 ms and 1
       MB where NODE_EXTRA_CA_CERTS is set). */
    runtime->process = node::InitializeOncePerProcess(
        arguments,
        {Process::kNoStdioInitialization, Process::kNoDefaultSignalHandling, Process::kDisableNodeOptionsEnv,
         Process::kDisableCLIOptions, Process::kNoInitOpenSSL, Process::kNoParseGlobalDebugVariables,
         Process::kNoAdjustResourceLimits, Process::kNoUseLargePages, Process::kNoPrintHelpOrVersionOutput});
    if (runtime->process->early_return())
        return "Node does not start";
    runtime->setup = node::CommonEnvironmentSetup::Create(
        runtime->process->platform(), &errors, arguments, std::vector<std::string>{},
        static_cast<Flags::Flags>(Flags::kNoRegisterESMLoader | Flags::kNoCreateInspector |
                                  Flags::kNoGlobalSearchPaths | Flags::kNoNativeAddons));
    if (runtime->setup == nullptr)
        return errors.empty() ? "Node does not start" : errors.front();
    node::SetProcessExitHandler(runtime->setup->env(), OnExit);
    node::AddLinkedBinding(runtime->setup->env(), binding);
    return "";
}

char *
Boot(const char *)
{
    runtime = new Runtime;
    runtime->watchdog = otr_watchdog_new(OnStuck);
    const Watch watch(longPatience);
    /* As the program ends, libuv's threads may be at work with OpenSSL: it is not taken down under them, and
       they are waited for before libnode is. (Measured: a key that is being made then crashes or blocks the
       program otherwise. Called without options this function does nothing.) */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    if (std::atexit(uv_library_shutdown) != 0)
        return g_strdup("out of memory");
    std::string error = StartNode();
    if (error.empty())
        error = LoadBundle();
    return error.empty() ? nullptr : g_strdup(error.c_str());
}

gboolean
Attach(const OtrHost *host)
{
    if (bridge::Failed())
        return FALSE;
    const Watch watch(longPatience);
    runtime->loop = otr_loop_source_new(runtime->setup->event_loop(), Turn);
    bridge::Attach(host);
    return TRUE;
}

void
Detach()
{
    if (runtime == nullptr || runtime->loop == nullptr)
        return;
    const Watch watch(longPatience);
    bridge::Detach();
    runtime->heap->Stop();
    otr_loop_source_free(runtime->loop);
    runtime->loop = nullptr;
}

} // namespace

extern "C" {
/* looked up by name: see engine.h */
extern const OtrEngine otr_engine __attribute__((visibility("default")));
const OtrEngine otr_engine = {
    OTR_ABI,           Boot,
    Attach,            Detach,
    bridge::Sending,   bridge::Receiving,
    &bridge::decorationEvents, bridge::ActionUsed};
}
