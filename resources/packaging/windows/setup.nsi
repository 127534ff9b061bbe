; The setup for Windows: for one user, without an administrator, in Chinese. made.nsh, which the build writes, brings
; VERSION, NUMBERS, KILOBYTES, NAME, PUBLISHER, LICENCE, PROGRAM, PARTS, ICON, STAGE, OUT, the way of packing and the
; macro PutParts.
;
; The program's parts lie in one folder that holds nothing else, with a list of its files. A new version is laid out
; beside the old one and then takes its place, so that a power cut leaves one of the two; files that the list does not
; name are somebody's own and are never touched.

Unicode true
Target amd64-unicode
!include made.nsh
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include nsDialogs.nsh
!include TextFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\UnionSteward"
!define CLASSES "Software\Classes"
!define KIND "UnionSteward.File"
!define SETTINGS "$LOCALAPPDATA\UnionSteward"
!define FIRST_BUILD 17763 ; Windows 10 1809, which Qt 6 asks for
!define LIST "files.txt"
!define KEPT "以前放在程序里的文件"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\UnionSteward"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "${LICENCE}"

Var Before ; the version that is installed, "" for none
Var Welcome
Var Forget ; the checkbox of the uninstaller: settings and log are to go as well
Var Left ; what the uninstaller says at its end

; --------------------------------------------------------------------------------------------- pages

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP side.bmp
!define MUI_UNWELCOMEFINISHPAGE_BITMAP side.bmp
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "$Welcome"
!define MUI_FINISHPAGE_TITLE "安装好了"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里有“${NAME}”的图标。$\r$\n$\r$\n双击扩展名为 .union 的数据文件，也会用它打开。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "打开${NAME}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.AskPage un.LeaveAskPage
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "已经卸载"
!define MUI_FINISHPAGE_TEXT "$Left"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"

; One line above the bar, instead of the name of each file.
!macro Quiet TEXT
  SetDetailsPrint textonly
  DetailPrint "${TEXT}"
  SetDetailsPrint none
!macroend

; --------------------------------------------------------------------------------------------- before

Function .onInit
  System::Call 'kernel32::CreateMutexW(p 0, i 1, w "UnionStewardSetup") p .r1 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS: the clerk clicked twice
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${WinVerGetBuild} $0
  ${IfNot} ${AtLeastWin10}
  ${OrIf} $0 < ${FIRST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 64 位的 Windows 10（1809 版）或更新的系统，这台电脑的系统版本太低，没有安装任何东西。$\r$\n$\r$\n请换一台电脑安装，或请单位管电脑的同志升级系统。" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  ReadRegStr $Before HKCU "${UNINSTALL}" "DisplayVersion"
  Call RefuseOlder
  Call WaitUntilClosed
  StrCpy $Welcome "程序装在您自己的用户文件夹里，不需要管理员密码，不联网。$\r$\n$\r$\n点“安装”开始，一般一两分钟就好。"
  ${If} $Before != ""
    StrCpy $Welcome "电脑上已有 $Before 版，现在换成 ${VERSION} 版。$\r$\n$\r$\n您的数据文件、备份和设置都会原样保留。$\r$\n$\r$\n点“安装”开始，一般一两分钟就好。"
  ${EndIf}
FunctionEnd

Function RefuseOlder
  ${If} $Before == ""
    Return
  ${EndIf}
  ${VersionCompare} "$Before" "${VERSION}" $0
  ${If} $0 = 1
    MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "电脑上已装有更新的 $Before 版。换回 ${VERSION} 版以后，用新版存过的数据文件可能打不开。$\r$\n$\r$\n仍要换回旧版，请点“确定”；不换，请点“取消”。" /SD IDCANCEL IDOK anyway
    SetErrorLevel 6
    Quit
    anyway:
  ${EndIf}
FunctionEnd

; A library that is in use cannot be opened for writing: this sees the window and the commands of every user.
!macro WaitUntilClosed un
Function ${un}WaitUntilClosed
  again:
  ${IfNot} ${FileExists} "$INSTDIR\${PARTS}\python311.dll"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\${PARTS}\python311.dll" a
  ${IfNot} ${Errors}
    FileClose $0
    Return
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正开着。$\r$\n$\r$\n请先把它的窗口关掉（没保存的内容会问您是否保存），再点“重试”。" /SD IDCANCEL IDRETRY again
  SetErrorLevel 3
  Quit
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; Deletes what the list in the folder $R0 names, and the folder if nothing is left in it.
!macro RemoveListed un
Function ${un}RemoveListed
  ClearErrors
  FileOpen $R1 "$R0\${LIST}" r
  ${If} ${Errors}
    Return
  ${EndIf}
  ${Do}
    ClearErrors
    FileReadUTF16LE $R1 $R2
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    ${TrimNewLines} $R2 $R2
    StrCpy $R3 $R2 1 -1
    ${If} $R3 == "\"
      RMDir "$R0\$R2"
    ${ElseIf} $R2 != ""
      Delete "$R0\$R2"
    ${EndIf}
  ${Loop}
  FileClose $R1
  Delete "$R0\${LIST}"
  RMDir "$R0"
FunctionEnd
!macroend
!insertmacro RemoveListed ""
!insertmacro RemoveListed "un."

; --------------------------------------------------------------------------------------------- install

Section
  SetShellVarContext current
  !insertmacro Quiet "正在复制程序文件，请稍候……"
  RMDir /r "$INSTDIR\${PARTS}.new" ; only a setup that was cut off leaves it, and only parts of the program are in it
  ClearErrors
  !insertmacro PutParts "$INSTDIR\${PARTS}.new"
  ${If} ${Errors}
    Call Fail
  ${EndIf}
  Call WaitUntilClosed
  Call TakePlace
  SetOutPath "$INSTDIR"
  File "${STAGE}/${PROGRAM}"
  WriteUninstaller "$INSTDIR\卸载.exe"
  ${If} ${Errors}
    Call Fail
  ${EndIf}
  Call Icons
  Call Register
SectionEnd

Function Fail
  MessageBox MB_OK|MB_ICONSTOP "没能装好：有文件写不进去。$\r$\n$\r$\n请看看磁盘是否还有 300 MB 空间，杀毒软件有没有拦截，然后再运行一次本安装程序。您的数据不受影响。" /SD IDOK
  SetErrorLevel 2
  Quit
FunctionEnd

Function TakePlace
  SetOutPath "$TEMP" ; Windows renames no folder that a program stands in
  Call ClearOld
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\${PARTS}\*.*"
    Rename "$INSTDIR\${PARTS}" "$INSTDIR\${PARTS}.old"
  ${EndIf}
  Rename "$INSTDIR\${PARTS}.new" "$INSTDIR\${PARTS}"
  ${If} ${Errors}
    Call Fail
  ${EndIf}
  Call ClearOld
FunctionEnd

; Takes the old version away; what somebody put between its files is kept beside the program.
Function ClearOld
  StrCpy $R0 "$INSTDIR\${PARTS}.old"
  Call RemoveListed
  ${If} ${FileExists} "$R0\*.*"
    CreateDirectory "$INSTDIR\${KEPT}"
    ClearErrors
    CopyFiles /SILENT "$R0\*.*" "$INSTDIR\${KEPT}"
    ${If} ${Errors}
      Call Fail
    ${EndIf}
    RMDir /r "$R0"
  ${EndIf}
FunctionEnd

; A desktop icon that the clerk threw away does not come back with the next version.
Function Icons
  SetOutPath "$DOCUMENTS" ; where the program starts in
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0
  ${If} $Before == ""
  ${OrIf} ${FileExists} "$DESKTOP\${NAME}.lnk"
    CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0
  ${EndIf}
FunctionEnd

Function Register
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "${NAME}数据文件"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.union" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\.union\OpenWithProgids" "${KIND}" ""
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\卸载.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; the icons of .union files
FunctionEnd

; --------------------------------------------------------------------------------------------- uninstall

Function un.onInit
  SetShellVarContext current
  Call un.WaitUntilClosed
FunctionEnd

Function un.AskPage
  !insertmacro MUI_HEADER_TEXT "卸载${NAME}" "只移除程序，不动您的文件"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 60u "将从这台电脑移除${NAME} ${VERSION}。$\r$\n$\r$\n您的数据文件（.union）、备份和写好的材料都不会删除，一般放在：$\r$\n$DOCUMENTS"
  Pop $0
  ${NSD_CreateCheckbox} 0 72u 100% 12u "同时删除设置和日志（窗口大小、最近打开过的文件等）"
  Pop $Forget
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:卸载(&U)"
  nsDialogs::Show
FunctionEnd

Function un.LeaveAskPage
  ${NSD_GetState} $Forget $Forget
FunctionEnd

Section Uninstall
  !insertmacro Quiet "正在移除程序文件，请稍候……"
  StrCpy $R0 "$INSTDIR\${PARTS}.new"
  Call un.RemoveListed
  StrCpy $R0 "$INSTDIR\${PARTS}.old"
  Call un.RemoveListed
  StrCpy $R0 "$INSTDIR\${PARTS}"
  Call un.RemoveListed
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\卸载.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  Call un.Unregister
  StrCpy $Left "您的数据文件（.union）、备份和写好的材料都还在原处，一般放在：$\r$\n$DOCUMENTS$\r$\n$\r$\n"
  ${If} $Forget = 1 ; own forms and holiday tables in the same folder are the clerk's work and stay
    Delete "${SETTINGS}\settings.json"
    Delete "${SETTINGS}\settings.tmp"
    RMDir /r "${SETTINGS}\Logs"
    RMDir "${SETTINGS}"
  ${EndIf}
  ${If} ${FileExists} "${SETTINGS}\*.*"
    StrCpy $Left "$Left设置没有删，以后重新安装可以接着用：$\r$\n${SETTINGS}$\r$\n$\r$\n"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $Left "$Left程序文件夹里有不是程序自带的文件，没有删除，请看看是否还要：$\r$\n$INSTDIR"
  ${EndIf}
SectionEnd

Function un.Unregister
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegValue HKCU "${CLASSES}\.union\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.union\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.union" ""
  ${If} $0 == "${KIND}" ; another program may have taken the files over
    DeleteRegValue HKCU "${CLASSES}\.union" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.union"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
