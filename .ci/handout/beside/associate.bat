@echo off
rem Lets plans and packages open by double click, for this user alone; /remove takes that back.
rem Windows knows a file by its last suffix: .gpkg gets an entry "Open with Lianfang", a package opens with it.
rem Nothing but ASCII above the line that says how the rest is written.
setlocal
chcp 65001 >nul
set "program=%LIANFANG_PROGRAM%"
if "%program%"=="" set "program=%~dp0lianfang.exe"
set "classes=HKCU\Software\Classes"
if /i "%~1"=="/remove" goto remove
reg add "%classes%\Lianfang.File" /ve /d "联防 Lianfang" /f >nul || goto failed
reg add "%classes%\Lianfang.File\shell\open\command" /ve /d "\"%program%\" \"%%1\"" /f >nul || goto failed
reg add "%classes%\.联防包" /ve /d "Lianfang.File" /f >nul || goto failed
reg add "%classes%\.gpkg\OpenWithProgids" /v "Lianfang.File" /t REG_NONE /f >nul || goto failed
echo 已关联 · associated: "%program%"
exit /b 0
:remove
reg delete "%classes%\Lianfang.File" /f >nul 2>nul
reg delete "%classes%\.联防包" /f >nul 2>nul
reg delete "%classes%\.gpkg\OpenWithProgids" /v "Lianfang.File" /f >nul 2>nul
echo 已移除 · removed
exit /b 0
:failed
echo 注册表不可写 · the registry may not be written
exit /b 1
