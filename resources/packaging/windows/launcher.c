/* The program's front door on Windows: finds Python beside itself and has it run the program.

   Built twice: for the window (GUI) and, with -DCONSOLE, for the commands. What it needs lies beside it, or in the
   folder named below where it stands above the program's parts. Everything is looked for there and nowhere else,
   so that neither another Python nor its settings on this computer can change what runs. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define PARTS L"程序\\"
#define PYTHON L"python311.dll"
#define ROOM 32768 /* characters of the longest path that Windows knows */
#define INCOMPLETE 3 /* the exit status of a program that found a part of itself missing */

/* The program always ends by sys.exit, which does not come back here: what does come back has failed. */
#define RUN                                            \
    L"import sys\n"                                    \
    L"try:\n"                                          \
    L"    from app.main import run\n"                  \
    L"    status = run()\n"                            \
    L"except Exception:\n"                             \
    L"    import logging\n"                            \
    L"    log = logging.getLogger('app')\n"            \
    L"    log.handlers and log.exception('ended')\n"   \
    L"    raise\n"                                     \
    L"sys.exit(status)\n"

static const wchar_t *const NEEDED[] = {PYTHON, L"python311.zip", L"python311._pth", L"vcruntime140.dll"};

typedef int (*Main)(int, wchar_t **);

static void say(const wchar_t *missing) {
    wchar_t text[1024];
    swprintf(text, 1024,
             L"工会小管家没能启动：程序文件可能不完整（%ls）。\n\n"
             L"可能是被杀毒软件误删，或没有复制完整。请重新安装；便携版请重新解压整个压缩包。\n\n"
             L"您的数据文件不在其中，不受影响。",
             missing);
#ifdef CONSOLE
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL)) {
        char bytes[4096];
        int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(out, bytes, length > 0 ? length - 1 : 0, &written, NULL);
    }
#else
    MessageBoxW(NULL, text, L"工会小管家", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
}

static int is_file(const wchar_t *path) {
    DWORD found = GetFileAttributesW(path);
    return found != INVALID_FILE_ATTRIBUTES && !(found & FILE_ATTRIBUTE_DIRECTORY);
}

/* The folder of the program's parts, with a backslash at its end: this one's own, or the one below it. */
static int find_folder(wchar_t *folder) {
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM);
    wchar_t *name = wcsrchr(folder, L'\\');
    if (!length || length + 64 > ROOM || !name) return 0;
    name[1] = 0;
    size_t own = wcslen(folder);
    wcscat(folder, PYTHON);
    int here = is_file(folder);
    folder[own] = 0;
    if (!here) wcscat(folder, PARTS);
    return 1;
}

static const wchar_t *first_missing(wchar_t *folder) {
    size_t own = wcslen(folder);
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        wcscat(folder, NEEDED[i]);
        int found = is_file(folder);
        folder[own] = 0;
        if (!found) return NEEDED[i];
    }
    return NULL;
}

static Main load(wchar_t *folder) {
    size_t own = wcslen(folder);
    wcscat(folder, PYTHON);
    HMODULE python = LoadLibraryExW(folder, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    folder[own] = 0;
    return python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
}

/* The words for Python. A call that begins with -I is the program calling itself: to read a workbook in a process of
   its own, or to begin anew; it already holds Python's own words. */
static wchar_t **words_for(int count, wchar_t **given, int *made) {
    static wchar_t *const own[] = {L"-I", L"-B", L"-X", L"utf8", L"-c", RUN};
    int extra = count > 1 && !wcscmp(given[1], L"-I") ? 0 : (int)(sizeof own / sizeof *own);
    wchar_t **words = calloc((size_t)(count + extra + 1), sizeof *words);
    if (!words) return NULL;
    words[0] = given[0];
    for (int i = 0; i < extra; i++) words[1 + i] = own[i];
    for (int i = 1; i < count; i++) words[extra + i] = given[i];
    *made = count + extra;
    return words;
}

static int start(void) {
    static wchar_t folder[ROOM];
    int count = 0, made = 0;
    SetDllDirectoryW(L""); /* never a library out of the folder the clerk happens to be in */
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    wchar_t **words = given ? words_for(count, given, &made) : NULL;
    const wchar_t *missing = words && find_folder(folder) ? first_missing(folder) : PYTHON;
    Main run = missing ? NULL : load(folder);
    if (!run) {
        say(missing ? missing : PYTHON);
        return INCOMPLETE;
    }
    int status = run(made, words);
    if (made > count) say(L"Python");
    return status;
}

#ifdef CONSOLE
int wmain(void) { return start(); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return start();
}
#endif
