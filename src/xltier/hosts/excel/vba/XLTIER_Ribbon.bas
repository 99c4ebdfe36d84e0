' The callbacks of the ribbon.
Option Explicit

Private Ribbon As IRibbonUI

Public Sub RibbonLoaded(ByVal Loaded As IRibbonUI)
    Set Ribbon = Loaded
End Sub

Public Sub RibbonLabel(ByVal Control As IRibbonControl, ByRef Text As Variant)
    Text = Said("label:" & Control.Tag)
End Sub

Public Sub RibbonTip(ByVal Control As IRibbonControl, ByRef Text As Variant)
    Text = Said("tip:" & Control.Tag)
End Sub

Public Sub RibbonMacro(ByVal Control As IRibbonControl)
    RunMacro Control.Tag
End Sub

' The buttons of a monthly workbook come here.
Public Sub RunFromWorkbook(ByVal MacroName As String)
    RunMacro MacroName
End Sub

' The page of help, in the browser.
Public Sub RibbonManual(ByVal Control As IRibbonControl)
    On Error GoTo missing
    ThisWorkbook.FollowHyperlink Address:=HelpPage()
    Exit Sub
missing:
    MsgBox Said("ribbon-no-manual"), vbInformation, "xltier"
End Sub

' Excel calls this some seconds after it said something.
Public Sub ClearStatus()
    Application.StatusBar = False
End Sub

' The other language, at once, for the ribbon and the Function Wizard.
Public Sub RibbonLanguage(ByVal Control As IRibbonControl)
    If Language() = "zh" Then
        SaveSetting "xltier", "ribbon", "language", "en"
    Else
        SaveSetting "xltier", "ribbon", "language", "zh"
    End If
    RegisterHelp
    If Not Ribbon Is Nothing Then Ribbon.Invalidate
End Sub

' The schemes that can be chosen: the workbook's own first, then those that xltier brings.
Public Sub SchemeCount(ByVal Control As IRibbonControl, ByRef Count As Variant)
    Count = 0
    Do While Said("scheme:" & Count) <> "scheme:" & Count
        Count = Count + 1
    Loop
End Sub

Public Sub SchemeLabel(ByVal Control As IRibbonControl, ByVal Index As Integer, ByRef Text As Variant)
    Text = Said("scheme:" & Index)
End Sub

Public Sub SchemeSelected(ByVal Control As IRibbonControl, ByRef Index As Variant)
    Dim Chosen As String
    Dim Count As Variant
    Dim Place As Long
    Index = 0
    On Error Resume Next
    Chosen = ActiveWorkbook.Names("xltier_scheme").RefersTo
    On Error GoTo 0
    SchemeCount Control, Count
    For Place = 1 To Count - 1
        If Chosen = "=""" & Said("scheme:" & Place) & """" Then Index = Place
    Next Place
End Sub

Public Sub SchemeChosen(ByVal Control As IRibbonControl, ByVal Id As String, ByVal Index As Integer)
    If ActiveWorkbook Is Nothing Then Exit Sub
    If Index = 0 Then
        On Error Resume Next
        ActiveWorkbook.Names("xltier_scheme").Delete
        On Error GoTo 0
    Else
        ActiveWorkbook.Names.Add Name:="xltier_scheme", RefersTo:="=""" & Said("scheme:" & Index) & """"
    End If
    Application.CalculateFull
End Sub
